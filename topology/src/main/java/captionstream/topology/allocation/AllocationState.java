package captionstream.topology.allocation;

import captionstream.Elimination;
import captionstream.PromptAllocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An allocation as a store holds it: the schema registry knows nothing of stores. */
public final class AllocationState {
    private static final byte FORMAT = 1;

    private AllocationState() {}

    public static byte[] toBytes(PromptAllocation allocation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(allocation.getModel());
            out.writeInt(allocation.getVersion());
            out.writeLong(allocation.getAsOf().toEpochMilli());
            out.writeInt(allocation.getEliminations().size());
            for (Elimination elimination : allocation.getEliminations()) {
                out.writeUTF(elimination.getPrompt());
                out.writeUTF(elimination.getBetter());
                out.writeLong(elimination.getImages());
                out.writeDouble(elimination.getDifference());
                out.writeDouble(elimination.getRadius());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException if it was written by another release in another format */
    public static PromptAllocation fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalStateException(
                        "An allocation is of format " + format + ", and this release reads format " + FORMAT);
            }
            String model = in.readUTF();
            int version = in.readInt();
            Instant asOf = Instant.ofEpochMilli(in.readLong());
            List<Elimination> eliminations = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                eliminations.add(
                        new Elimination(in.readUTF(), in.readUTF(), in.readLong(), in.readDouble(), in.readDouble()));
            }
            return new PromptAllocation(model, version, eliminations, asOf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
