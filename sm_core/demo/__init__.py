"""The demo district: invented schools and students, brought in like a real district's files."""

from sm_core.demo.uploads import DEMO, demo_uploads, take_demo_back

__all__ = ["DEMO", "demo_uploads", "take_demo_back"]
