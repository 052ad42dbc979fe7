package captionstream.worker.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** The two 16-bit float formats, widened to 32 bits without loss. */
final class HalfFloats {
    private HalfFloats() {}

    /** Direct float32 data: the buffer itself where it holds aligned F32 already, a copy otherwise. */
    static ByteBuffer widened(ByteBuffer data, String type) {
        int typeSize = type.equals("F32") ? 4 : 2;
        if (typeSize == 4 && data.alignmentOffset(0, Float.BYTES) == 0) {
            return data;
        }
        int count = data.remaining() / typeSize;
        ByteBuffer wide = ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case "F32" -> wide.duplicate().put(data);
            case "F16" -> widen(data.asShortBuffer(), wide.asFloatBuffer(), HalfFloats::fromHalf);
            case "BF16" -> widen(data.asShortBuffer(), wide.asFloatBuffer(), bits -> Float.intBitsToFloat(bits << 16));
            default -> throw new IllegalArgumentException("no float type: " + type);
        }
        return wide;
    }

    /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
    static float fromHalf(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wideExponent = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
    }

    private static void widen(ShortBuffer from, FloatBuffer to, Widening widening) {
        for (int i = 0; i < from.limit(); i++) {
            to.put(i, widening.widen(from.get(i)));
        }
    }

    private interface Widening {
        float widen(short bits);
    }
}
