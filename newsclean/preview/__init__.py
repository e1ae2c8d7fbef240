"""The preview: what becomes of a document, before it happens."""
