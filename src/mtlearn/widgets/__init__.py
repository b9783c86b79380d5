"""What a learner touches: Python, JavaScript and CSS of one widget side by side."""
