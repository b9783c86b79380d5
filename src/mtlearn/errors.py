"""What can go wrong, each said in a sentence with what to do about it.

::

    MtlearnError
    ├── ContentError            a content file an author must mend: file, line, what was expected
    ├── UnknownLessonError      a lesson, exercise, scene or card that does not exist
    ├── UnknownLanguageError    a language the course is not written in
    ├── StoreError              what the learner did could not be saved or read
    │   ├── StoreReadOnlyError
    │   ├── StoreFullError
    │   ├── StoreBusyError      another program is holding the file
    │   └── StoreNewerError     a newer mtlearn wrote it
    ├── SoundError              sound cannot come out this way
    │   ├── NoPortAudioError    the PortAudio library is missing
    │   ├── NoDeviceError       there is no output device
    │   └── DeviceLostError     the device went away while playing
    ├── MusicError              notes, scales or files that cannot be read as music
    └── ServerError             the course cannot be served
"""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "ContentError",
    "DeviceLostError",
    "MtlearnError",
    "MusicError",
    "NoDeviceError",
    "NoPortAudioError",
    "ServerError",
    "SoundError",
    "StoreBusyError",
    "StoreError",
    "StoreFullError",
    "StoreNewerError",
    "StoreReadOnlyError",
    "UnknownLanguageError",
    "UnknownLessonError",
]


class MtlearnError(Exception):
    """Anything mtlearn itself reports; its text is a sentence a person can act on.

    ``details`` are the names and paths in that sentence, so that it can be said in the learner's
    language too (``content/interface/errors.yaml`` has a sentence for each class a learner can meet).
    """

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.details = details

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook (IPython asks for this), never a stack trace."""
        return [str(self)]


class ContentError(MtlearnError):
    """A content file is damaged: says the file, the line and what was expected there."""

    def __init__(self, path: Path | str, line: int | None, expected: str) -> None:
        self.path = Path(path)
        self.line = line
        self.expected = expected
        where = f"{self.path.name}, line {line}" if line else self.path.name
        super().__init__(f"{where}: {expected}", file=self.path.name, expected=expected)


class UnknownLessonError(MtlearnError):
    """A lesson, exercise, scene or card was asked for that the course does not have."""


class UnknownLanguageError(MtlearnError):
    """The course was asked for in a language it is not written in."""


class StoreError(MtlearnError):
    """What the learner did could not be saved or read."""


class StoreReadOnlyError(StoreError):
    """The folder or file that keeps the learner's work may not be written to."""


class StoreFullError(StoreError):
    """There is no room left on the disk that keeps the learner's work."""


class StoreBusyError(StoreError):
    """Another program is holding the file that keeps the learner's work."""


class StoreNewerError(StoreError):
    """A newer mtlearn wrote the file that keeps the learner's work."""


class SoundError(MtlearnError):
    """Sound cannot come out this way."""


class NoPortAudioError(SoundError):
    """The PortAudio library, which sounddevice plays through, is not installed."""


class NoDeviceError(SoundError):
    """There is no sound output device, or it would not open."""


class DeviceLostError(SoundError):
    """The sound device went away while it was playing."""


class MusicError(MtlearnError):
    """Notes, scales or files that cannot be read as music."""


class ServerError(MtlearnError):
    """The course cannot be served: port in use, no notebooks, and the like."""
