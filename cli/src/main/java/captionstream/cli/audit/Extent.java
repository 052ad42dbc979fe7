package captionstream.cli.audit;

/**
 * How a partition's records are judged that nothing came of.
 *
 * @param judgedFrom records before this offset are so old that what came of them may have been deleted
 * @param passed offset up to which the group that reads the partition has committed
 */
record Extent(long judgedFrom, long passed) {
    Finding ofNothing(long offset, Fault lost) {
        if (offset >= passed) {
            return Outcome.IN_FLIGHT;
        }
        return offset < judgedFrom ? Outcome.UNKNOWN : lost;
    }
}
