"""Store: compiled data on disk. It knows keys and bytes, and nothing of what they mean."""
