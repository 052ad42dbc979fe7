/** The HTTP side: routes, page files, headers and the checks that keep strangers out. */
@NullMarked
package captionstream.dashboard.web;

import org.jspecify.annotations.NullMarked;
