"""The page that runs a test set and shows its report, and drafts sets to be looked through."""
