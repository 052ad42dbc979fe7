package captionstream.worker.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** JPEGs made or mended by hand to do harm. */
final class ForgedJpeg {
    private static final int LONGEST_RUN = 32_767;

    private ForgedJpeg() {}

    /** The given JPEG with another size in its frame header. */
    static byte[] claiming(byte[] jpeg, int width, int height) {
        byte[] forged = jpeg.clone();
        ByteBuffer.wrap(forged).putShort(frame(jpeg) + 5, (short) height).putShort(frame(jpeg) + 7, (short) width);
        return forged;
    }

    /** The given JPEG with another marker before its frame header. */
    static byte[] ofKind(byte[] jpeg, int marker) {
        byte[] forged = jpeg.clone();
        forged[frame(jpeg) + 1] = (byte) marker;
        return forged;
    }

    /** The given JPEG with segments after its first marker. */
    static byte[] withSegments(byte[] jpeg, int marker, byte[] body, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (int i = 0; i < times; i++) {
            out.writeBytes(segment(marker, body));
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** Where each segment begins, and where the entropy-coded data do. */
    static List<Integer> boundaries(byte[] jpeg) {
        List<Integer> starts = new ArrayList<>();
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xda) {
            starts.add(at);
            at += 2 + lengthAt(jpeg, at);
        }
        starts.add(at);
        starts.add(at + 2 + lengthAt(jpeg, at));
        return starts;
    }

    /**
     * A grey progressive JPEG of many scans, each of which makes the decoder walk over every block, and costs a few
     * bytes: a run of blocks without change is as long as the format allows.
     */
    static byte[] scanBomb(int width, int height, int scans) {
        int blocks = ((width + 7) / 8) * ((height + 7) / 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
        byte[] ones = new byte[65];
        Arrays.fill(ones, 1, 65, (byte) 1);
        out.writeBytes(segment(0xdb, ones));
        ByteBuffer frame =
                ByteBuffer.allocate(9).put((byte) 8).putShort((short) height).putShort((short) width);
        out.writeBytes(segment(0xc2, frame.put(new byte[] {1, 1, 0x11, 0}).array()));
        out.writeBytes(segment(0xc4, codeTable(0x00, 0x00)));
        out.writeBytes(segment(0xc4, codeTable(0x10, 0xe0)));
        out.writeBytes(segment(0xda, new byte[] {1, 1, 0, 0, 0, 0}));
        out.writeBytes(new byte[(blocks + 7) / 8]);
        byte[] unchanged = unchanged(blocks);
        for (int i = 0; i < scans; i++) {
            out.writeBytes(segment(0xda, new byte[] {1, 1, 0, 1, 63, 0}));
            out.writeBytes(unchanged);
        }
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
        return out.toByteArray();
    }

    /** Of a single code, one bit of zero. */
    private static byte[] codeTable(int id, int symbol) {
        byte[] table = new byte[18];
        table[0] = (byte) id;
        table[1] = 1;
        table[17] = (byte) symbol;
        return table;
    }

    private static byte[] unchanged(int blocks) {
        String run = "0" + "1".repeat(14);
        String bits = run.repeat((blocks + LONGEST_RUN - 1) / LONGEST_RUN);
        String padded = bits + "1".repeat((8 - bits.length() % 8) % 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < padded.length(); i += 8) {
            int value = Integer.parseInt(padded, i, i + 8, 2);
            out.write(value);
            if (value == 0xff) {
                out.write(0);
            }
        }
        return out.toByteArray();
    }

    private static byte[] segment(int marker, byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (2 + body.length))
                .put(body)
                .array();
    }

    private static int frame(byte[] jpeg) {
        return boundaries(jpeg).stream()
                .filter(start -> (jpeg[start + 1] & 0xff) >= 0xc0 && (jpeg[start + 1] & 0xff) <= 0xc2)
                .findFirst()
                .orElseThrow();
    }

    private static int lengthAt(byte[] jpeg, int start) {
        return Short.toUnsignedInt(ByteBuffer.wrap(jpeg).getShort(start + 2));
    }
}
