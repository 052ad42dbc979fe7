/** The page in a real browser. */
@NullMarked
package captionstream.dashboard.browser;

import org.jspecify.annotations.NullMarked;
