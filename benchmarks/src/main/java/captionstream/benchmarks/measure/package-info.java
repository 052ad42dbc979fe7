/** Figures, their spread, and how they are shown. */
@NullMarked
package captionstream.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
