package captionstream.worker.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Moves pixels between rows and columns, a few rows at a time so that both stay in the processor's cache. A pixel is
 * an int of three samples, the first in the lowest bits; of its highest eight bits nothing is known.
 */
final class PixelLines {
    private static final int TILE = 16;
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private PixelLines() {}

    /**
     * The columns of a block of rows.
     *
     * @param samples {@code [height, width, 3]}
     * @param columns one for each of the columns from {@code firstColumn} on
     */
    static void columnsOf(byte[] samples, int width, int firstRow, int rows, int firstColumn, int[][] columns) {
        for (int tile = 0; tile < rows; tile += TILE) {
            int end = Math.min(tile + TILE, rows);
            for (int x = 0; x < columns.length; x++) {
                int[] column = columns[x];
                int at = 3 * ((firstRow + tile) * width + firstColumn + x);
                for (int y = tile; y < end; y++, at += 3 * width) {
                    column[y] = pixel(samples, at);
                }
            }
        }
    }

    private static int pixel(byte[] samples, int at) {
        return at <= samples.length - Integer.BYTES
                ? (int) FOUR_BYTES.get(samples, at)
                : samples[at] & 0xff | (samples[at + 1] & 0xff) << 8 | (samples[at + 2] & 0xff) << 16;
    }

    /** Columns of so many pixels become rows, from {@code firstRow} on. */
    static void turn(int[][] columns, int length, int[][] rows, int firstRow) {
        for (int tile = 0; tile < columns.length; tile += TILE) {
            int end = Math.min(tile + TILE, columns.length);
            for (int y = 0; y < length; y++) {
                int[] row = rows[firstRow + y];
                for (int x = tile; x < end; x++) {
                    row[x] = columns[x][y];
                }
            }
        }
    }
}
