package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Reads images that their events carry themselves, {@code data:[type][;base64],…}. The media type is not believed. */
final class DataFetcher implements ImageFetcher {
    private final FetchPolicy policy;

    DataFetcher(FetchPolicy policy) {
        this.policy = policy;
    }

    @Override
    public FetchedImage fetch(URI uri) {
        if (!policy.dataUris()) {
            throw new ImageRejected(
                    DeadLetterReason.FORBIDDEN_LOCATION, "images within events, by data: URIs, are not allowed here");
        }
        String specific = uri.getRawSchemeSpecificPart();
        int comma = specific.indexOf(',');
        if (comma < 0) {
            throw invalid("it has no comma between its media type and its data");
        }
        boolean base64 = specific.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64");
        byte[] bytes = percentDecoded(specific, comma + 1);
        if (base64) {
            bytes = base64Decoded(bytes);
        }
        if (bytes.length > policy.maxBytes()) {
            throw BoundedRead.tooLarge(policy.maxBytes());
        }
        return FetchedImage.of(bytes);
    }

    private static byte[] percentDecoded(String text, int start) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() - start);
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                throw invalid("its data has characters that are not ASCII");
            }
            if (c == '%') { // a parsed URI has two hexadecimal digits after it
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] base64Decoded(byte[] text) {
        try {
            return Base64.getDecoder().decode(withoutWhitespace(text));
        } catch (IllegalArgumentException e) {
            throw invalid("its base64 is damaged");
        }
    }

    /** Long data may be broken into lines, percent-encoded. */
    private static byte[] withoutWhitespace(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1)
                .replaceAll("[ \t\r\n\f]", "")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ImageRejected invalid(String why) {
        return new ImageRejected(DeadLetterReason.INVALID_URI, "this is no data: URI: " + why);
    }
}
