package captionstream.worker.image;

import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to the public internet (IANA's special-purpose registries). Java already reads IPv4-mapped IPv6
 * addresses as IPv4.
 */
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC_V4 = List.of(
            block(8, 0),
            block(8, 10),
            block(10, 100, 64),
            block(8, 127),
            block(16, 169, 254),
            block(12, 172, 16),
            block(24, 192, 0, 0),
            block(24, 192, 0, 2),
            block(24, 192, 88, 99),
            block(16, 192, 168),
            block(15, 198, 18),
            block(24, 198, 51, 100),
            block(24, 203, 0, 113),
            block(3, 224));
    private static final Block GLOBAL_V6 = block(3, 0x20);
    private static final Block NAT64 = block(96, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);
    /** Protocol assignments with Teredo, documentation, 6to4, documentation. */
    private static final List<Block> NOT_PUBLIC_V6 = List.of(
            block(23, 0x20, 0x01, 0, 0),
            block(32, 0x20, 0x01, 0x0d, 0xb8),
            block(16, 0x20, 0x02),
            block(20, 0x3f, 0xff, 0));

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] address) {
        return NOT_PUBLIC_V4.stream().noneMatch(block -> block.contains(address));
    }

    private static boolean isPublicV6(byte[] address) {
        if (NAT64.contains(address)) {
            return isPublicV4(new byte[] {address[12], address[13], address[14], address[15]});
        }
        return GLOBAL_V6.contains(address) && NOT_PUBLIC_V6.stream().noneMatch(block -> block.contains(address));
    }

    private static Block block(int bits, int... prefix) {
        return new Block(bits, prefix);
    }

    private record Block(int bits, int[] prefix) {
        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int expected = bit / 8 < prefix.length ? prefix[bit / 8] : 0;
                if ((address[bit / 8] >> 7 - bit % 8 & 1) != (expected >> 7 - bit % 8 & 1)) {
                    return false;
                }
            }
            return true;
        }
    }
}
