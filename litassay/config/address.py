"""The address of a service on the web, checked before anything is asked of it."""

from urllib.parse import urlsplit


def web_address(value: str) -> str:
    """The address without blanks around it and without trailing slashes.

    Raises:
        ValueError: It is not one that a request can be sent to.
    """
    address = value.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port  # the port is checked as it is read
    except ValueError as error:
        raise ValueError(f"not a web address: {error}") from None
    if parts.scheme not in ("http", "https") or not host or address != "".join(address.split()):
        raise ValueError("a web address begins with https:// or http:// and a server's name")
    return address
