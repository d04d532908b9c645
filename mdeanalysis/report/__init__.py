"""Tables -> sections (data only) -> text, JSON, CSV or Markdown."""
