"""Every address of the site, as the resolver knows it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addresses() -> dict[str, str]:
    """Return ``{name: route}`` of every URL; one without a name has its route for a name."""
    return dict(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, prefix: str, namespaces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield ":".join([*namespaces, each.name]) if each.name else f"/{route}", route
        else:
            yield from _walk(each, route, (*namespaces, each.namespace) if each.namespace else namespaces)
