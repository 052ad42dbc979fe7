package captionstream.topology.statistics;

import java.nio.ByteBuffer;

/**
 * A partial, the partition it counts, and of which pane.
 *
 * @param paneStart in milliseconds of the epoch; 0 where the pane is all time
 */
public record PartitionPartial(int partition, long paneStart, Partial partial) {
    private static final byte FORMAT = 2;
    private static final int HEADER = Byte.BYTES + Integer.BYTES + Long.BYTES;

    public byte[] toBytes() {
        byte[] bytes = partial.toBytes();
        return ByteBuffer.allocate(HEADER + bytes.length)
                .put(FORMAT)
                .putInt(partition)
                .putLong(paneStart)
                .put(bytes)
                .array();
    }

    /** @throws IllegalStateException if it was written by another release in another format */
    public static PartitionPartial fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "A partial is of format " + format + ", and this release reads format " + FORMAT);
        }
        int partition = in.getInt();
        long paneStart = in.getLong();
        byte[] partial = new byte[in.remaining()];
        in.get(partial);
        return new PartitionPartial(partition, paneStart, Partial.fromBytes(partial));
    }
}
