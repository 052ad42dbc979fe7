package captionstream.cli.audit;

/** What may rightly become of an event or a request. */
public enum Outcome implements Finding {
    /** Every prompt has its caption, once. */
    COMPLETE,
    /** One dead letter, which has not been replayed. */
    DEAD_LETTERED,
    /** One dead letter, whose record was published again: that record has an outcome of its own. */
    REPLAYED,
    /** Dropped by intake, since its id had been accepted before. */
    REPEATED,
    /** Nothing yet, and whose turn it is has not passed it. */
    IN_FLIGHT,
    /** Nothing, but so old that its outcome may have been deleted. */
    UNKNOWN,
    /** A request whose event is no longer kept, or that names none. */
    UNLINKED
}
