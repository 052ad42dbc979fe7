/** What allocation of prompts saves, by simulation. */
@NullMarked
package captionstream.benchmarks.allocation;

import org.jspecify.annotations.NullMarked;
