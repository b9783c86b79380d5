"""Two players in time: features in windows as published, who moved first and who followed, echoes."""

from mtlearn.music.timeline.whole import Timeline, timeline

__all__ = ["Timeline", "timeline"]
