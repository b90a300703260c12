"""The site's settings; `make docs` builds it."""

from __future__ import annotations

project = "mt-cleaner"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "mt-cleaner"
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["site"]
