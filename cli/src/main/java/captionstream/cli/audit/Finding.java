package captionstream.cli.audit;

/** What the audit finds of a record that was to have an outcome. */
public sealed interface Finding permits Outcome, Fault {}
