"""The web chat. It renders and decides nothing, and nothing it loads calls out."""

import os

# Gradio reads this once, when it is imported: it would otherwise ask its makers' server for a newer version.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
# Tracing sends questions and passages to a service; only someone who asks for it gets it.
os.environ.setdefault("LANGSMITH_TRACING", "false")
