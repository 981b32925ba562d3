"""The page that holds a draft against the archive, sentence by sentence."""
