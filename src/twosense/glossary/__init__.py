"""The glossary: from TOML files a person wrote to merged terms. Nothing here knows how they are compiled or shown."""
