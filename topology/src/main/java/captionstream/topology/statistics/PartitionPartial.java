package captionstream.topology.statistics;

import java.nio.ByteBuffer;

/** A partial and the partition it counts. */
public record PartitionPartial(int partition, Partial partial) {
    public byte[] toBytes() {
        byte[] bytes = partial.toBytes();
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(partition)
                .put(bytes)
                .array();
    }

    /** @throws IllegalStateException if it was written by a later release in another format */
    public static PartitionPartial fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int partition = in.getInt();
        byte[] partial = new byte[in.remaining()];
        in.get(partial);
        return new PartitionPartial(partition, Partial.fromBytes(partial));
    }
}
