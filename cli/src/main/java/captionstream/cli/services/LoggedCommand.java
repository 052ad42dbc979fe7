package captionstream.cli.services;

/** A command that shows its log, as services do. */
public interface LoggedCommand {}
