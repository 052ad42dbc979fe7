package captionstream.topology.allocation;

/** How the prompts of the set in use are shared out among the images. */
public sealed interface Allocation {
    Allocation UNIFORM = new Uniform();

    /** Every image gets every prompt. */
    record Uniform() implements Allocation {}

    /**
     * Prompts that are known to be worse than another of the set get no more images, but for a share of the images that
     * goes on getting all prompts.
     *
     * @param explore that share, from 0.01 to 1
     */
    record SuccessiveElimination(double explore) implements Allocation {
        public SuccessiveElimination {
            if (!(explore >= 0.01 && explore <= 1)) {
                throw new IllegalArgumentException(
                        "allocation-explore is " + explore + ": it must be between 0.01 and 1");
            }
        }
    }
}
