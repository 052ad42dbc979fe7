package captionstream.cli.services;

import captionstream.topology.allocation.Allocation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which images get which of the prompts in use. */
final class AllocationOptions {
    private static final String UNIFORM = "uniform";
    private static final String ELIMINATION = "successive-elimination";

    @Option(
            names = "--allocation",
            paramLabel = UNIFORM + "|" + ELIMINATION,
            description = "Every image gets every prompt, or prompts found to be worse than another get fewer images"
                    + " (default: ${DEFAULT-VALUE}).",
            converter = Name.class,
            defaultValue = UNIFORM)
    private String name = UNIFORM;

    @Option(
            names = "--allocation-explore",
            paramLabel = "SHARE",
            description = "Share of the images that get every prompt whatever was found, from 0.01 to 1 (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = "0.1")
    private double explore;

    Allocation allocation() {
        return name.equals(UNIFORM) ? Allocation.UNIFORM : new Allocation.SuccessiveElimination(explore);
    }

    private static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (name.equals(UNIFORM) || name.equals(ELIMINATION)) {
                return name;
            }
            throw new TypeConversionException("expected " + UNIFORM + " or " + ELIMINATION + ", not '" + name + "'");
        }
    }
}
