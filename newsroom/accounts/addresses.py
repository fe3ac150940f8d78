"""Where a request comes from, for the lock-out after failed logins."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request) -> str | None:
    """Return the address of the client behind ``PROXY_COUNT`` proxies of ours, or ``None`` if it is unknown.

    Every proxy appends the address it was called from to ``X-Forwarded-For``.
    The outermost of n proxies wrote the n-th entry from the end; whatever stands
    before it came with the request and may be invented.
    """
    count = settings.AXES_IPWARE_PROXY_COUNT or 0
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    forwarded = _valid(hops[-count]) if 0 < count <= len(hops) else None
    return forwarded or _valid(request.META.get("REMOTE_ADDR", ""))


def _valid(written: str) -> str | None:
    # PostgreSQL refuses to store, and even to look for, what is no address.
    try:
        return str(ip_address(written.strip()))
    except ValueError:
        return None
