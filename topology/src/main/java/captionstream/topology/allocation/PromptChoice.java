package captionstream.topology.allocation;

import captionstream.PromptAllocation;
import captionstream.topology.allocation.Allocation.SuccessiveElimination;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The prompts of one image. Which images get all of them is drawn from a digest of image id and prompt set: it has
 * nothing to do with what the image shows, and comes out the same whenever and wherever it is drawn.
 */
public final class PromptChoice {
    private static final int DRAWN_BITS = 53;

    private PromptChoice() {}

    /**
     * @param set name and version of the prompt set
     * @param prompts of the set; the choice keeps their order
     * @return never empty
     */
    public static List<String> of(
            String imageId,
            String set,
            List<String> prompts,
            PromptAllocation allocation,
            SuccessiveElimination policy) {
        if (draw(imageId, set) < policy.explore()) {
            return prompts;
        }
        Set<String> worse = allocation.getEliminations().stream()
                .filter(found -> prompts.contains(found.getBetter()))
                .map(found -> found.getPrompt())
                .collect(Collectors.toSet());
        List<String> left =
                prompts.stream().filter(prompt -> !worse.contains(prompt)).toList();
        return left.isEmpty() ? prompts : left;
    }

    /** A number in [0, 1): the first 53 bits of SHA-256 of set, a zero byte and image id. */
    static double draw(String imageId, String set) {
        byte[] digest = sha256().digest((set + '\0' + imageId).getBytes(StandardCharsets.UTF_8));
        return new BigInteger(1, digest)
                        .shiftRight(Byte.SIZE * digest.length - DRAWN_BITS)
                        .doubleValue()
                / (1L << DRAWN_BITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
