"""Two players in time: features in windows as published, who moved first and who followed, echoes."""
