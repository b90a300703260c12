"""placeholder"""

from cleaner.decoding.loaded import Loaded


def require() -> None: ...
def guessed(data: bytes, mark: bytes, path: str, languages: tuple[str, ...]) -> Loaded: raise NotImplementedError
