"""Who drafts the text of an answer."""
