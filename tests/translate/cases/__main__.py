"""Write each `after` anew."""

from tests.translate.cases import HERE, write
from twosense import load

glossary = load(project=False)
for path in sorted(HERE.glob("*.toml")):
    write(path, glossary)
