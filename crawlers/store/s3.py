"""A store in a bucket of S3 or of a service that speaks S3, through boto3.

Conditional writes are ``If-None-Match: *`` and ``If-Match`` on PutObject. Observed on SeaweedFS 4.48: both
are honoured and answered with 412; of 8 threads racing for one key exactly one won, in 50 of 50 rounds, for
either; ``If-Match`` on a missing key is 412 too (S3 says 404), on DeleteObject it is honoured. Listings come
folder by folder there, so that ``a/b`` comes before ``a-b``; within one folder they are in order, and the v1
layout nowhere has a file and a folder that begin alike, so its listings are in order everywhere.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING, Any, NoReturn

import boto3
from botocore import exceptions
from botocore.config import Config

from crawlers.store.objects import (
    Changed,
    Entry,
    Exists,
    Found,
    Missing,
    StoreError,
    check_key,
    check_prefix,
    is_key,
)
from crawlers.store.s3_errors import ConditionFailed, Conflict, readable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_CONNECT_SECONDS = 5
_READ_SECONDS = 30
_ATTEMPTS = 5
_CONFLICT_WAITS = (0.1, 0.3, 1.0, 3.0)  # seconds; another conditional write is under way (409)
_BODY_ATTEMPTS = 3


class S3Store:
    """Objects below ``s3://bucket/prefix``.

    Credentials come from the environment or the usual AWS files and from nowhere else; AWS_ENDPOINT_URL names
    a service other than Amazon's, AWS_MAX_ATTEMPTS how often a request is tried (5). Raises StoreError for an
    address or an environment that cannot work; whether the bucket answers is found out by the first request.
    """

    def __init__(self, address: str) -> None:
        self._bucket, prefix = _parts(address)
        self._stem = f"{prefix}/" if prefix else ""
        self.address = f"s3://{self._bucket}/{prefix}".rstrip("/")
        self._client = _connect(self.address)

    def get(self, key: str) -> Found:
        """Read an object; its version is its ETag. Raises Missing."""
        return self._read(key, {})

    def get_range(self, key: str, offset: int, length: int) -> bytes:
        """Read exactly `length` bytes from `offset`. Raises Missing, StoreError if it ends before."""
        data = self._read(key, {"Range": f"bytes={offset}-{offset + length - 1}"}).data
        if len(data) != length:
            self._ends_early(key, offset + length)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Write, over whatever is there."""
        with self._errors(key):
            self._client.put_object(Bucket=self._bucket, Key=self._name(key), Body=data)

    def create(self, key: str, data: bytes) -> None:
        """Write only where nothing is. Raises Exists.

        A 412 may be the answer to our own write, tried again after its first answer was lost: the object
        decides.
        """
        if not self._put_if(key, data, {"IfNoneMatch": "*"}) and self._there(key) != data:
            raise Exists(f"{key} is in {self.address} already, with other content; nothing was written")

    def replace(self, key: str, data: bytes, version: str) -> None:
        """Write only over `version`. Raises Changed; as with `create`, the object decides about a 412."""
        if not self._put_if(key, data, {"IfMatch": version}) and self._there(key) != data:
            raise Changed(f"{key} in {self.address} was changed by another; nothing was written")

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is removed already."""
        with self._errors(key):
            self._client.delete_object(Bucket=self._bucket, Key=self._name(key))

    def keys(self, prefix: str, after: str = "") -> Iterator[str]:
        """Give the keys that begin with `prefix` and sort after `after`, in order."""
        last = after
        for entry in self._listed(prefix, after):
            if entry.key <= last:
                self._out_of_order(prefix)
            last = entry.key
            if is_key(entry.key):
                yield entry.key

    def entries(self, prefix: str) -> Iterator[Entry]:
        """List the objects whose keys begin with `prefix`."""
        return (entry for entry in self._listed(prefix) if is_key(entry.key))

    def size(self, key: str) -> int | None:
        """Bytes of an object, None where there is none."""
        try:
            with self._errors(key):
                return self._client.head_object(Bucket=self._bucket, Key=self._name(key))["ContentLength"]
        except Missing:
            # A HEAD answers 404 for a missing bucket too, a listing says which.
            next(self.keys(key), None)
            return None

    def _name(self, key: str) -> str:
        return self._stem + check_key(key)

    def _listed(self, prefix: str, after: str = "") -> Iterator[Entry]:
        """Everything that the service lists, what is no key of this store too."""
        start: Any = {"StartAfter": self._stem + after} if after else {}
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket,
            Prefix=self._stem + check_prefix(prefix),
            **start,
        )
        with self._errors(prefix):
            for page in pages:
                for found in page.get("Contents", []):
                    key = found["Key"].removeprefix(self._stem)
                    yield Entry(key, found["Size"], found["LastModified"].astimezone(UTC))

    def _read(self, key: str, options: Any) -> Found:
        name = self._name(key)
        for remaining in reversed(range(_BODY_ATTEMPTS)):
            with self._errors(key):
                answer = self._client.get_object(Bucket=self._bucket, Key=name, **options)
                try:
                    return Found(answer["Body"].read(), answer["ETag"])
                except (exceptions.HTTPClientError, exceptions.IncompleteReadError):
                    # botocore tries a request again, but not a body that breaks off.
                    if not remaining:
                        raise
        raise AssertionError("unreachable")

    def _put_if(self, key: str, data: bytes, condition: Any) -> bool:
        """Write under a condition; False where the service says that it does not hold."""
        for wait in (*_CONFLICT_WAITS, None):
            try:
                with self._errors(key):
                    self._client.put_object(Bucket=self._bucket, Key=self._name(key), Body=data, **condition)
            except (ConditionFailed, Missing):  # S3 answers If-Match on a missing key with 404
                return False
            except Conflict:
                if wait is None:
                    raise
                time.sleep(wait)
            else:
                return True
        raise AssertionError("unreachable")

    def _there(self, key: str) -> bytes | None:
        try:
            return self.get(key).data
        except Missing:
            return None

    @contextmanager
    def _errors(self, key: str) -> Iterator[None]:
        try:
            yield
        except (exceptions.ClientError, exceptions.BotoCoreError) as error:
            raise readable(error, key, self.address, self._service) from error

    @property
    def _service(self) -> str:
        return self._client.meta.endpoint_url

    def _ends_early(self, key: str, end: int) -> NoReturn:
        raise StoreError(
            f"{key} in {self.address} ends before byte {end}, or {self._service} ignores Range: it is not "
            "the object that was meant, or it was damaged. Check the store."
        )

    def _out_of_order(self, prefix: str) -> NoReturn:
        raise StoreError(
            f"{self._service} lists {prefix} in {self.address} out of order, so that readers could miss "
            "commits. Nothing was written. Use a service (and a kind of bucket) that lists in the order of "
            "the keys."
        )


def _parts(address: str) -> tuple[str, str]:
    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    prefix = prefix.strip("/")
    if "@" in address:
        # Not echoed: what stands before the "@" is likely a secret.
        raise StoreError(
            "the store's address holds an @, as if it named a user and a password. Nothing was read or "
            "written. Write s3://bucket/prefix and give credentials in AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY or an AWS profile."
        )
    try:
        check_prefix(f"{prefix}/" if prefix else "")
    except ValueError:
        bucket = ""
    if not _BUCKET.fullmatch(bucket):
        raise StoreError(
            "STORE names no bucket (its value is not repeated, it may hold a secret). Nothing was read or "
            "written. Write s3://bucket/prefix: the bucket in lower-case letters, digits, dots and hyphens, "
            "the prefix in letters, digits, and _ . - between slashes."
        )
    return bucket, prefix


def _connect(address: str) -> S3Client:
    _quieten()
    try:
        client = boto3.session.Session().client("s3", config=_config())
    except (exceptions.BotoCoreError, ValueError) as error:
        # The cause may hold the endpoint's address and with it a secret: only its kind is told.
        raise StoreError(
            f"no connection to {address} can be made ({type(error).__name__}). Nothing was read or written. "
            "Check AWS_ENDPOINT_URL, AWS_MAX_ATTEMPTS, AWS_PROFILE and the AWS files."
        ) from None
    if "@" in client.meta.endpoint_url:
        raise StoreError(
            "AWS_ENDPOINT_URL holds an @, as if it named a user and a password. Nothing was read or written. "
            "Give credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or an AWS profile."
        )
    return client


def _config() -> Config:
    return Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={
            "mode": "standard",
            "total_max_attempts": int(os.environ.get("AWS_MAX_ATTEMPTS", _ATTEMPTS)),
        },
        # Since 2025 boto3 adds CRC trailers by default, which many services that speak S3 refuse.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        tcp_keepalive=True,
        user_agent_extra="tuantra",
    )


def _quieten() -> None:
    """Keep session tokens (in request headers) out of a DEBUG log, unless a level was set on purpose."""
    for name in ("boto3", "botocore", "urllib3"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)
