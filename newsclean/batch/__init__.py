"""Many articles: folders and streams of them, cleaned by several processes, in a way that survives being stopped."""
