"""The store: objects under the ``v1/`` keys, in a directory or a bucket, and the log that readers follow.

`open_store` and `probe` give a store fit for writing; `load_known` says what is known; `publish` writes a
batch; `Log` is what readers follow. All of it is synchronous and may be called from threads.
"""

from crawlers.store.batches import BatchObject, articles_object, pages_object, rejected_object
from crawlers.store.checkpoints import is_checkpoint_due, load_known, write_checkpoint
from crawlers.store.head import Head, read_head, write_head
from crawlers.store.known import Known, KnownArticle
from crawlers.store.lease import Held, Lease, Lost, take_lease
from crawlers.store.log import Commit, Log, OtherWriter, StoredObject
from crawlers.store.objects import Changed, Exists, Found, Missing, ObjectStore, StoreError, Unavailable
from crawlers.store.opening import mark_demo, open_store, probe, refuse_demo
from crawlers.store.patience import Patience, patiently
from crawlers.store.publish import publish
from crawlers.store.runs import latest_runs, read_run, rebuild_head, run_ids, write_run
from crawlers.store.single_writer import SingleWriter

__all__ = [
    "BatchObject",
    "Changed",
    "Commit",
    "Exists",
    "Found",
    "Head",
    "Held",
    "Known",
    "KnownArticle",
    "Lease",
    "Log",
    "Lost",
    "Missing",
    "ObjectStore",
    "OtherWriter",
    "Patience",
    "SingleWriter",
    "StoreError",
    "StoredObject",
    "Unavailable",
    "articles_object",
    "is_checkpoint_due",
    "latest_runs",
    "load_known",
    "mark_demo",
    "open_store",
    "pages_object",
    "patiently",
    "probe",
    "publish",
    "read_head",
    "read_run",
    "rebuild_head",
    "refuse_demo",
    "rejected_object",
    "run_ids",
    "take_lease",
    "write_checkpoint",
    "write_head",
    "write_run",
]
