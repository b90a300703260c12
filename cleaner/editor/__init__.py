"""The language server: what editors show of a text's changes. It needs pygls, the extra `lsp`."""
