/**
 * JAIN-SIP behind {@link io.patchbay.sip}: the only package that imports {@code javax.sip} and {@code gov.nist}.
 *
 * <p>What is JAIN-SIP's: messages, their parser, and transactions (RFC 3261 §17) with their timers. What is ours: the
 * transports below ({@link io.patchbay.sip.jain.UdpTransport}, {@link io.patchbay.sip.jain.TcpTransport}), since the stack's
 * queue without bound, lose their thread to a hostile message and cut streams by guesswork; the guard before its parser
 * ({@link io.patchbay.sip.jain.MessageGuard}); and the dialogs above ({@link io.patchbay.sip.jain.SipDialog}), since the
 * stack's answer 481, 482, 491 and 500 by themselves, without a Reason and unseen. Of its own accord the stack sends only a
 * 100 where nobody did within 200 ms, the 200 to a CANCEL that came after the 2xx, repetitions, and the ACK for refusals.
 *
 * <p>A request's way: transport thread → {@link io.patchbay.sip.jain.MessageIntake} → {@link io.patchbay.sip.jain.Gate} (is
 * its sender heard?) → the stack's transaction → {@link io.patchbay.sip.jain.IncomingRequests} → its call's loop, or the
 * registrar's. A response's: transport thread → transaction → {@link io.patchbay.sip.jain.StackEvents} → the loop of the
 * {@link io.patchbay.sip.jain.Exchange} that waits for it.
 *
 * <p>Threads: {@code sip-udp-ADDRESS} and {@code sip-tcp-ADDRESS}, one each for each address; {@code sip-timer}, the
 * transactions' timers; {@code EventScannerThread}, the stack's, idle. All end with
 * {@link io.patchbay.sip.jain.JainUserAgent#close}.
 */
package io.patchbay.sip.jain;
