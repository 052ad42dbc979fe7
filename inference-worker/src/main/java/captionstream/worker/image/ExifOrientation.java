package captionstream.worker.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the orientation tag in the first directory of EXIF data. */
final class ExifOrientation {
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int SHORT_TYPE = 3;
    private static final int ENTRY_SIZE = 12;

    private ExifOrientation() {}

    /** Upright for anything that is not sound: EXIF data is often damaged in images that are otherwise good. */
    static Orientation of(ByteBuffer exif) {
        if (exif.limit() < 10) {
            return Orientation.UPRIGHT;
        }
        exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = exif.getInt(4);
        if (directory < 8 || directory > exif.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = Short.toUnsignedInt(exif.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_SIZE;
            if (entry > exif.limit() - ENTRY_SIZE) {
                break;
            }
            if (exif.getShort(entry) == ORIENTATION_TAG && exif.getShort(entry + 2) == SHORT_TYPE) {
                return Orientation.ofExif(Short.toUnsignedInt(exif.getShort(entry + 8)));
            }
        }
        return Orientation.UPRIGHT;
    }
}
