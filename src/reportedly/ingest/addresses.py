"""Which addresses may be fetched: public ones. A name is resolved once, and the connection goes to the address that was checked."""

from __future__ import annotations

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from ..errors import FetchError

PORTS = (80, 443, 8080, 8443)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class Target(NamedTuple):
    """A checked address: where to connect, and the host to ask for there."""

    url: str
    host: str
    port: int
    ip: str


def target(url: str, loopback: bool = False, private: bool = False) -> Target:
    """The checked target of a URL. Raises FetchError for whatever is not http(s) to a public host; `loopback` lets this machine through, for tests,
    and `private` every address, for whoever may speak to machines of his own network."""
    address, host, port = parts(url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as e:
        raise FetchError(f"{url}: the host {host!r} is not known ({e}).") from e
    addresses = [ipaddress.ip_address(str(info[4][0]).split("%")[0]) for info in found]
    local = private or (loopback and all(a.is_loopback for a in addresses))
    for ip in addresses:
        if not (local or is_public(ip)):
            raise FetchError(f"{url}: {host!r} is {ip}, which is not a public address. Allowed: hosts on the public internet.")
    if not local and port not in PORTS:
        raise FetchError(f"{url}: port {port}. Allowed: {', '.join(map(str, PORTS))}.")
    return Target(address.geturl(), host, port, str(addresses[0]))


def parts(url: str) -> tuple[SplitResult, str, int]:
    """An address of the web taken apart, with its host and port, before anybody is asked where that is. Raises FetchError for any other."""
    try:
        found = urlsplit(url)
        host, port = found.hostname, found.port
    except ValueError as e:
        raise FetchError(f"{url!r}: no address ({e}). Expected https://host/path") from e
    if found.scheme not in ("http", "https") or not host:
        raise FetchError(f"{url!r}: allowed are http:// and https:// addresses with a host.")
    if found.username is not None or found.password is not None:
        raise FetchError(f"{found.scheme}://{host}: a name or password in an address is not sent. Leave it out.")
    return found._replace(fragment=""), host, port or (443 if found.scheme == "https" else 80)


def is_public(address: IP) -> bool:
    """On the public internet, also where an IPv4 address is wrapped in an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        wrapped = [address.sixtofour, address.teredo[1] if address.teredo else None]
        if address in _LOCAL_NAT64 or not all(is_public(w) for w in wrapped if w is not None):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local)
