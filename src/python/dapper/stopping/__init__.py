"""The rules of stopping: breakpoints, steps and exception filters decide here, whatever delivers their events."""
