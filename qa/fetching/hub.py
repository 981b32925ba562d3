"""The model from a hub that lays files out as Hugging Face does; its library knows addresses and keys, httpx fetches.

The library's own download begins anew after a kill (each process writes a file of its own name), which is why it is
not used here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from qa.fetching.carrier import CarrierError
from qa.recommended import ModelFile

_PASSING = {408, 429, 500, 502, 503, 504}
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class _TryAgain(Exception):
    """What may pass; the message is for when it does not."""


class _NotReached(_TryAgain):
    """No connection came about."""


@dataclass(frozen=True, slots=True)
class Hub:
    """The hub at `endpoint`, which is not asked when `offline`.

    Where no connection comes about, it is given up at once. A broken one is taken up where it broke, and given up after
    `tries` in a row that brought nothing, each after `pause` seconds more than the one before. `silent` is the seconds
    of silence borne.
    """

    endpoint: str
    offline: bool = False
    tries: int = 4
    pause: float = 1
    silent: float = 20

    @property
    def name(self) -> str:
        """Its address."""
        return self.endpoint

    def pieces(self, model: ModelFile, start: int) -> Iterator[bytes]:
        """As the protocol says."""
        if self.offline:
            raise CarrierError("not asked, as HF_HUB_OFFLINE is set")
        failed, first = 0, start
        while start < model.size:
            reason = "it ended too early"
            began = start
            try:
                for piece in self._get(model, start):
                    start += len(piece)
                    yield piece
            except _TryAgain as error:
                reason = str(error)
                if isinstance(error, _NotReached) and start == first:  # behind a wall, which will not fall
                    raise CarrierError(reason) from error
            failed = 0 if start > began else failed + 1
            if failed == self.tries:
                raise CarrierError(reason)
            if start < model.size:
                time.sleep(self.pause * max(1, failed))

    def _get(self, model: ModelFile, start: int) -> Iterator[bytes]:
        """What one connection brings."""
        from huggingface_hub import get_token, hf_hub_url

        place = model.hub
        url = hf_hub_url(place.repository, place.file, revision=place.revision, endpoint=self.endpoint)
        # Its own headers would cost a request that tells the hub which program is run by which agent.
        headers = {"User-Agent": "news-qa", "Accept-Encoding": "identity"}
        if token := get_token():
            headers["Authorization"] = f"Bearer {token}"
        if start:
            headers["Range"] = f"bytes={start}-"
        try:
            with (
                httpx.Client(timeout=httpx.Timeout(self.silent, connect=10), follow_redirects=True) as client,
                client.stream("GET", url, headers=headers) as response,
            ):
                skip = start - _begins(response, model, start)
                for piece in response.iter_raw():
                    if kept := piece[skip:]:
                        yield kept
                    skip = max(0, skip - len(piece))
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _NotReached(_reason(error)) from error
        except httpx.TransportError as error:
            raise _TryAgain(_reason(error)) from error
        except (httpx.RequestError, httpx.InvalidURL) as error:
            raise CarrierError(_reason(error)) from error
        except OSError as error:
            raise CarrierError(f"the certificates that SSL_CERT_FILE names cannot be read ({error})") from error


def hub_of_environment() -> Hub:
    """The hub that HF_ENDPOINT names, else Hugging Face; HF_HUB_OFFLINE counts too."""
    from huggingface_hub import constants

    return Hub(constants.ENDPOINT, offline=constants.is_offline_mode())


def _begins(response: httpx.Response, model: ModelFile, start: int) -> int:
    """Which byte of the model the answer begins with. Raises where it is not the model at all."""
    status = response.status_code
    if status in _PASSING:
        raise _TryAgain(f"it does not serve it now (HTTP {status})")
    if status not in {200, 206}:
        raise CarrierError(f"it does not serve it (HTTP {status})")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        raise CarrierError("it answers with a web page")
    begins, total = 0, response.headers.get("Content-Length", "*")
    if status == 206:
        span = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if span is None or int(span[1]) > start:
            raise CarrierError("it sends another part than was asked for")
        begins, total = int(span[1]), span[2]
    if total not in {str(model.size), "*"}:
        raise CarrierError(f"it has a file of {total} bytes there, not {model.size}")
    return begins


def _reason(error: Exception) -> str:
    said = str(error).strip().partition("\n")[0][:120].rstrip(".")
    kinds = {httpx.ConnectError: "no connection", httpx.TimeoutException: "no answer in time"}
    kind = next((text for kind, text in kinds.items() if isinstance(error, kind)), "the connection broke")
    return f"{kind} ({said})" if said else kind
