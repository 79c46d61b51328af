/**
 * HTTP, HTTPS and the WebSocket that carries the control protocol. The only package that imports Javalin and Jetty. Requests
 * run on threads of Jetty's pool; what they call posts to the loop that owns it.
 */
package io.patchbay.gateway.http;
