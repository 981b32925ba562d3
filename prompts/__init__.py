"""Prompts are data: one Markdown file each, loaded by `qa.prompting`."""
