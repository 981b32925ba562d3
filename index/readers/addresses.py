"""Which network addresses are public: an address out of a page or a feed must not open what only this machine can."""

import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from index.errors import ReadError

Resolve = Callable[[str, int], list[str]]
"""Host and port to addresses. OSError or UnicodeError when the host is not known."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # all that has been given out; the rest of IPv6 is reserved or local
_NAT64 = IPv6Network("64:ff9b::/96")
# Python's releases differ on these, or call them global. 168.63.129.16 is Azure's own, open from every machine there.
_NOT_PUBLIC = tuple(map(IPv4Network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24")))
# Protocol assignments with Teredo, 6to4, documentation.
_NOT_PUBLIC_6 = tuple(map(IPv6Network, ("2001::/23", "2002::/16", "3fff::/20")))


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses of `host` by the system's resolver, which also bounds how long that takes."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether `address`, IPv4 or IPv6, is one that anybody on the Internet can reach. An IPv4 address within counts."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        inner = _embedded(parsed)
        if inner is None:
            return parsed in _GLOBAL_UNICAST and parsed.is_global and not any(parsed in net for net in _NOT_PUBLIC_6)
        parsed = inner
    reserved = parsed.is_multicast or parsed.is_reserved or any(parsed in network for network in _NOT_PUBLIC)
    return parsed.is_global and not reserved


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to `address` go to, if it stands for one."""
    if address.ipv4_mapped or address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def permitted_addresses(host: str, port: int, resolve: Resolve, private_hosts: Collection[str]) -> list[str]:
    """The addresses of `host`, every one public unless the host is among `private_hosts`. ReadError if one is not."""
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError):
        addresses = []
    if not addresses:
        raise ReadError(f"no such host ({host}); check the address, and the connection to the network")
    if host not in private_hosts:
        for address in addresses:
            if not is_public(address):
                raise ReadError(
                    f"{_both(host, address)} is not a public address, so nothing is fetched from there; "
                    "save the page and index the file, or allow the host with --private-host"
                )
    return addresses


def _both(host: str, address: str) -> str:
    return address if host == address else f"{host} leads to {address}, which"
