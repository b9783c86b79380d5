"""From notes to sound: the bank, rendering, the sound card's own process, and the browser's player."""
