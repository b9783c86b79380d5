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
    │   └── MusicFileError          a file could not be opened or written
    │       ├── NotMusicError       it is something else than music the course reads
    │       ├── DamagedMusicError   it breaks off, or does not keep to its own format
    │       ├── UnsafeMusicError    it asks a reader for what no music needs: entities, odd archives
    │       ├── TooMuchMusicError   it is larger than what is read
    │       ├── NoNotesError        it is music, without a note in it
    │       ├── OnlyDrumsError      it is music on drums alone, where tones are needed
    │       └── OnlySoundError      it is a recording that holds sound and no notes
    └── ServerError             the course cannot be served
"""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "ContentError",
    "DamagedMusicError",
    "DeviceLostError",
    "MtlearnError",
    "MusicError",
    "MusicFileError",
    "NoDeviceError",
    "NoNotesError",
    "NoPortAudioError",
    "NotMusicError",
    "OnlyDrumsError",
    "OnlySoundError",
    "ServerError",
    "SoundError",
    "StoreBusyError",
    "StoreError",
    "StoreFullError",
    "StoreNewerError",
    "StoreReadOnlyError",
    "TooMuchMusicError",
    "UnknownLanguageError",
    "UnknownLessonError",
    "UnsafeMusicError",
]


class MtlearnError(Exception):
    """Anything mtlearn itself reports; its text is a sentence a person can act on.

    ``details`` are the names and paths in that sentence, so that it can be said in the learner's
    language too (``content/locale/nb/errors.po`` has a sentence for each class a learner can meet).
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


class MusicFileError(MusicError):
    """A file could not be opened, or not be written: says which, why, and what to do."""

    def __init__(
        self, file: str, reason: str, advice: str = "Choose another file, or another folder."
    ) -> None:
        super().__init__(f"{file}: {reason}. {advice}", file=file, reason=reason)


class NotMusicError(MusicFileError):
    """A file is something else than music the course reads; says what it looks like."""

    def __init__(self, file: str, found: str) -> None:
        MusicError.__init__(
            self,
            f"{file} is not music that can be read here: it is {found}. What can be read: MIDI (.mid), "
            "MusicXML (.musicxml, .xml, .mxl), and WAV and FLAC files that were made here.",
            file=file,
            found=found,
        )


class DamagedMusicError(MusicFileError):
    """A file breaks off or does not keep to its own format; says where it was last understood."""

    def __init__(self, file: str, form: str, where: str, what: str) -> None:
        MusicError.__init__(
            self,
            f"{file} is damaged as {form}, at {where}: {what}. Save it again in the program it comes from.",
            file=file,
            form=form,
            where=where,
        )


class UnsafeMusicError(MusicFileError):
    """A file asks its reader for something that no music needs, and that can do harm."""

    def __init__(self, file: str, what: str) -> None:
        MusicError.__init__(
            self,
            f"{file} is not opened: {what}, which music does not need and which can do harm. "
            "Save it again from a notation program.",
            file=file,
            what=what,
        )


class TooMuchMusicError(MusicFileError):
    """A file is larger than what is read; says the limit and what was found."""

    def __init__(self, file: str, found: str, limit: str) -> None:
        MusicError.__init__(
            self,
            f"{file} holds more than can be read here: {found}, and the most is {limit}. "
            "Save a shorter part of it.",
            file=file,
            found=found,
            limit=limit,
        )


class NoNotesError(MusicFileError):
    """A file is music, and there is not a note in it."""

    def __init__(self, file: str, form: str) -> None:
        MusicError.__init__(
            self,
            f"{file} is {form} without a single note in it. "
            "Choose another file, or save it again with its notes.",
            file=file,
            form=form,
        )


class OnlyDrumsError(MusicFileError):
    """A file is music on drums alone, and what it is wanted for needs tones."""

    def __init__(self, file: str) -> None:
        MusicError.__init__(
            self,
            f"{file} is played on drums alone, and here tones are needed. Choose a file with tones in it.",
            file=file,
        )


class OnlySoundError(MusicFileError):
    """A recording holds sound and no notes."""

    def __init__(self, file: str, form: str) -> None:
        MusicError.__init__(
            self,
            f"{file} is a {form} recording: it holds sound, but no notes. "
            "Notes are not guessed from sound here. "
            "MIDI and MusicXML files hold notes, and so do WAV and FLAC files that were made here.",
            file=file,
            form=form,
        )


class ServerError(MtlearnError):
    """The course cannot be served: port in use, no notebooks, and the like."""
