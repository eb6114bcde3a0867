"""What an S3 service answers, or fails to, in words an operator can act on and without any secret."""

from __future__ import annotations

from botocore import exceptions

from crawlers.store.objects import Missing, StoreError, Unavailable


class ConditionFailed(StoreError):  # noqa: N818
    """412: the object is not as the condition of a write says."""


class Conflict(Unavailable):
    """409: another conditional write to the same key is under way."""


_WHOLE = "Nothing was written; what was committed is whole."
_UNSURE = "Whether the last write took effect is not known; what was committed is whole."

_MISSING = {"NoSuchKey", "NotFound", "404"}
_CONDITION = {"PreconditionFailed", "412"}
_CONFLICT = {"ConditionalRequestConflict", "OperationAborted", "409"}
_BUSY = {"SlowDown", "Throttling", "ThrottlingException", "TooManyRequests", "RequestTimeout", "429"}
_SERVER_ERROR = 500

_BAD_CREDENTIALS = (
    "{service} does not accept the credentials for {address}. {whole} Check AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY, or the AWS profile."
)
_EXPIRED = "the credentials for {address} have expired. {whole} Renew them, then run again."
_REGION = "the bucket of {address} is in another region. {whole} Set AWS_DEFAULT_REGION to that region."
_NO_ACCESS = (
    "{service} refuses access to {key} in {address}. {whole} Check AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY, and that they may list the bucket and get, put and delete its objects."
)
_NO_CONDITIONS = (
    "{service} does not know conditional writes, on which the log in {address} rests. {whole} Use a service "
    "that does; or, if one worker at most writes to it, set STORE_SINGLE_WRITER."
)
_TOO_SHORT = (
    "{key} in {address} ends before the bytes that were asked for: it is not the object that was meant, or "
    "it was damaged. Check the store."
)
_REFUSALS = {
    "NoSuchBucket": "there is no bucket for {address} at {service}. {whole} Create it, or correct STORE.",
    "NotImplemented": _NO_CONDITIONS,
    "InvalidRange": _TOO_SHORT,
    "416": _TOO_SHORT,
    "RequestTimeTooSkewed": "{service} finds this machine's clock wrong. {whole} Set it, then run again.",
    "InvalidAccessKeyId": _BAD_CREDENTIALS,
    "SignatureDoesNotMatch": _BAD_CREDENTIALS,
    "InvalidToken": _BAD_CREDENTIALS,
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "RequestExpired": _EXPIRED,
    "PermanentRedirect": _REGION,
    "AuthorizationHeaderMalformed": _REGION,
    "IllegalLocationConstraintException": _REGION,
    "301": _REGION,
    "AccessDenied": _NO_ACCESS,
    "401": _NO_ACCESS,
    "403": _NO_ACCESS,
}
_OTHER = "{service} refuses the request for {key} in {address} ({code}). {whole} Check STORE and the service."


def readable(
    error: exceptions.ClientError | exceptions.BotoCoreError, key: str, address: str, service: str
) -> StoreError:
    """The error to raise for what botocore raised at `key` in the store at `address`, served by `service`."""
    if isinstance(error, exceptions.ClientError):
        return _answered(error, key, address, service)
    return _unanswered(error, address, service)


def _answered(error: exceptions.ClientError, key: str, address: str, service: str) -> StoreError:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code = error.response.get("Error", {}).get("Code") or str(status)
    if code in _MISSING:
        return Missing(f"there is no {key} in {address}")
    if code in _CONDITION:
        return ConditionFailed(
            f"the condition for writing {key} in {address} does not hold; nothing was written"
        )
    if code in _CONFLICT:
        return Conflict(f"another write to {key} in {address} is under way ({code}). {_UNSURE} Run again.")
    if code in _BUSY or (status >= _SERVER_ERROR and code not in _REFUSALS):
        return Unavailable(f"{service} answers {code} for {key} in {address}. {_UNSURE} Run again later.")
    told = _REFUSALS.get(code, _OTHER)
    return StoreError(told.format(key=key, address=address, service=service, code=code, whole=_WHOLE))


def _unanswered(error: exceptions.BotoCoreError, address: str, service: str) -> StoreError:
    match error:
        case exceptions.NoCredentialsError() | exceptions.PartialCredentialsError():
            return StoreError(
                f"there are no complete credentials for {address}. {_WHOLE} Set AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY in the environment, or set up an AWS profile."
            )
        case exceptions.SSLError():
            return StoreError(
                f"the certificate of {service} is not trusted. {_WHOLE} Correct AWS_ENDPOINT_URL, or name "
                "the service's authority in AWS_CA_BUNDLE."
            )
        case exceptions.EndpointConnectionError() | exceptions.ConnectTimeoutError():
            return Unavailable(
                f"{service} cannot be reached for {address}. {_UNSURE} Check AWS_ENDPOINT_URL and that the "
                "service is up, then run again."
            )
        case exceptions.HTTPClientError() | exceptions.IncompleteReadError():
            return Unavailable(
                f"{service} broke off or did not answer in time for {address}. {_UNSURE} Run again."
            )
        case _:
            return StoreError(
                f"the request to {service} for {address} could not be made ({type(error).__name__}). "
                f"{_WHOLE} Check the AWS settings in the environment and in the AWS files."
            )
