//! The expected texts and messages are those of Node 26 (`module.stripTypeScriptTypes`), except in `OWN`.

use super::*;

#[rustfmt::skip]
const STRIPPED: &[(&str, &str)] = &[
    (r#"declare enum A {B}"#, r#"                  "#),
    (r#"declare const enum A {B}"#, r#"                        "#),
    (r#"export declare enum A{B}"#, r#"                        "#),
    (r#"namespace N { export type A = 1 }"#, r#"                                 "#),
    (r#"namespace N {}"#, r#"              "#),
    (r#"namespace A.B { type x = 1 }"#, r#"                            "#),
    (r#"declare namespace N { const a: 1 }"#, r#"                                  "#),
    (r#"declare module "x" { }"#, r#"                      "#),
    (r#"declare global { }"#, r#"                  "#),
    (r#"export namespace N { export type a=1 }"#, r#"                                      "#),
    (r#"import type a = require("x")"#, r#"                            "#),
    (r#"export import type a = require("x")"#, r#"                                   "#),
    (r#"let x = <T>(y: T) => y"#, r#"let x =    (y   ) => y"#),
    (r#"let x = <T,>(y: T) => y"#, r#"let x =     (y   ) => y"#),
    (r#"abstract class A { abstract foo(): void; abstract x: number; bar() {} }"#, r#"         class A {                                           bar() {} }"#),
    (r#"class A { declare x: number; y!: string; z?: number; readonly w = 1; private static v; [key: string]: any; static [k: string]: any }"#, r#"class A {                    y         ; z         ;          w = 1;         static v;                                             }"#),
    (r#"class A<T> extends B<T> implements C, D<E> { foo<U>(this: A, x?: U, ...r: any[]): void {} }"#, r#"class A    extends B                       { foo   (         x    , ...r       )       {} }"#),
    (r#"function f(this: any) {}"#, r#"function f(         ) {}"#),
    (r#"function f(this: any, b: number) {}"#, r#"function f(           b        ) {}"#),
    (r#"function f(a: number): string;
function f(a: any) { return a }"#, r#"                              
function f(a     ) { return a }"#),
    (r#"export function f(a: number): string;
export function f(a: any) { return a }"#, r#"                                     
export function f(a     ) { return a }"#),
    (r#"export default function f(a: number): string;
export default function f(a: any) { return a }"#, r#"                                             
export default function f(a     ) { return a }"#),
    (r#"interface A { b: string }"#, r#"                         "#),
    (r#"export interface A { b: string }"#, r#"                                "#),
    (r#"export default interface A { b: string }"#, r#"                                        "#),
    (r#"type A = string"#, r#"               "#),
    (r#"export type A = string;"#, r#"                       "#),
    (r#"import type A from "a""#, r#"                      "#),
    (r#"import type { A } from "a""#, r#"                          "#),
    (r#"import { type A, b } from "a""#, r#"import {         b } from "a""#),
    (r#"import { type A } from "a""#, r#"import {        } from "a""#),
    (r#"import {b, type A } from "a""#, r#"import {b,        } from "a""#),
    (r#"export type { A } from "a""#, r#"                          "#),
    (r#"export { type A, b } from "a""#, r#"export {         b } from "a""#),
    (r#"export type { A }"#, r#"                 "#),
    (r#"export type * from "a""#, r#"                      "#),
    (r#"export type * as x from "a""#, r#"                           "#),
    (r#"export { type A }"#, r#"export {        }"#),
    (r#"let a = b as any"#, r#"let a = b       "#),
    (r#"let a = b satisfies any"#, r#"let a = b              "#),
    (r#"let a = b!"#, r#"let a = b "#),
    (r#"a!.b!.c"#, r#"a .b .c"#),
    (r#"a! = 1"#, r#"a  = 1"#),
    (r#"(a as any) = 1"#, r#"(a       ) = 1"#),
    (r#"(a as any)++"#, r#"(a       )++"#),
    (r#"for (const x of y as any) {}"#, r#"for (const x of y       ) {}"#),
    (r#"let a = b<c>"#, r#"let a = b   "#),
    (r#"let a = f<string>(1)"#, r#"let a = f        (1)"#),
    (r#"new F<string>()"#, r#"new F        ()"#),
    (r#"f<string>`x`"#, r#"f        `x`"#),
    (r#"let x = (y as any)
(z)"#, r#"let x = (y       )
(z)"#),
    (r#"let x = y as any
(z)"#, r#"let x = y ;     
(z)"#),
    (r#"type A = string
(z)"#, r#"               
(z)"#),
    (r#"let x = 1
type A = string
(z)"#, r#"let x = 1
;              
(z)"#),
    (r#"x
interface A {}
(z)"#, r#"x
;             
(z)"#),
    (r#"const a = 1
declare const b: number
[c]"#, r#"const a = 1
;                      
[c]"#),
    (r#"let f = (a: number): string => a"#, r#"let f = (a        )         => a"#),
    (r#"let f = (a: number):
 string => a"#, r#"let f = (a          
      ) => a"#),
    (r#"let f = (a: number): {
 x: string } => a"#, r#"let f = (a            
           ) => a"#),
    (r#"let f = async <T>(a: T): Promise<T> => a"#, r#"let f = async    (a   )             => a"#),
    (r#"let f = async <
T>(a: T) => a"#, r#"let f = async (
   a   ) => a"#),
    (r#"function f() { return <
T>(a: T) => a }"#, r#"function f() { return (
   a   ) => a }"#),
    (r#"let a!: string"#, r#"let a         "#),
    (r#"let {a}: {a: string} = b"#, r#"let {a}              = b"#),
    (r#"try {} catch (e: any) {}"#, r#"try {} catch (e     ) {}"#),
    (r#"let a: string"#, r#"let a        "#),
    (r#"abstract class A {}"#, r#"         class A {}"#),
    (r#"export abstract class A {}"#, r#"export          class A {}"#),
    (r#"export default abstract class A {}"#, r#"export default          class A {}"#),
    (r#"declare class A {}"#, r#"                  "#),
    (r#"declare function f(): void"#, r#"                          "#),
    (r#"declare let x"#, r#"             "#),
    (r#"export declare const x: number"#, r#"                              "#),
    (r#"export declare class A {}"#, r#"                         "#),
    (r#"export declare function f(): void"#, r#"                                 "#),
    (r#"class A { x
;[key: string]: any
 y }"#, r#"class A { x
;                  
 y }"#),
    (r#"class A { x = 1
 private y
 ["z"] = 2 }"#, r#"class A { x = 1
         y
 ["z"] = 2 }"#),
    (r#"class A { static accessor x: number = 1 }"#, r#"class A { static accessor x         = 1 }"#),
    (r#"class A { get x(): number { return 1 } set x(v: number) {} }"#, r#"class A { get x()         { return 1 } set x(v        ) {} }"#),
    (r#"class A { private get x() { return 1 } }"#, r#"class A {         get x() { return 1 } }"#),
    (r#"class A { foo?(): void
 bar?() {} }"#, r#"class A {             
 bar () {} }"#),
    (r#"class A { @dec() x: number }"#, r#"class A { @dec() x         }"#),
    (r#"let x: typeof import("a")"#, r#"let x                    "#),
    (r#"function f(a?: number, b = 1 as any) {}"#, r#"function f(a         , b = 1       ) {}"#),
    (r#"let f = function<T>(a?: T) {}"#, r#"let f = function   (a    ) {}"#),
    (r#"let x = a as any as string"#, r#"let x = a                 "#),
    (r#"let x = y as any;"#, r#"let x = y       ;"#),
    (r#"f(a as any, b!)"#, r#"f(a       , b )"#),
    (r#"let x = y as any /* c */"#, r#"let x = y        /* c */"#),
    (r#"function assertIsString(val: any): asserts val is string {}"#, r#"function assertIsString(val     )                        {}"#),
    (r#"let u: unique symbol"#, r#"let u               "#),
    (r#"type A<T> = T extends (infer U)[] ? U : never
let x"#, r#"                                             
let x"#),
    (r#"export { x as type, type as }"#, r#"export { x as type,         }"#),
    (r#"import type from "a""#, r#"import type from "a""#),
    (r#"import type, { a } from "b""#, r#"import type, { a } from "b""#),
    (r#"import { type } from "b""#, r#"import { type } from "b""#),
    (r#"import { type as as } from "b""#, r#"import { type as as } from "b""#),
    (r#"import { type as } from "b""#, r#"import {         } from "b""#),
    (r#"import {type as as as} from "b""#, r#"import {             } from "b""#),
    (r#"let é: string = "é""#, r#"let é         = "é""#),
    (r#"let x: "é€😀" = 1"#, r#"let x      ﻿  = 1"#),
    (r#"class A { declare foo }"#, r#"class A {             }"#),
    (r#"class A { constructor(); constructor(a?) {} }"#, r#"class A {                constructor(a ) {} }"#),
    (r#"a = b as c ? d : e"#, r#"a = b      ? d : e"#),
    (r#"let a = (b: any) => {}, c = <T>(d: T) => d"#, r#"let a = (b     ) => {}, c =    (d   ) => d"#),
    (r#"delete (a as any).b"#, r#"delete (a       ).b"#),
    (r#"declare module "x";"#, r#"                   "#),
    (r#"function foo<T>
(a) {}"#, r#"function foo   
(a) {}"#),
    (r#"class A { foo
<T>() {} }"#, r#"class A { foo
   () {} }"#),
    (r#"var a = b! + c"#, r#"var a = b  + c"#),
    (r#"if ((a as any) < b) {}"#, r#"if ((a       ) < b) {}"#),
    (r#"export default (a as any)"#, r#"export default (a       )"#),
    (r#"export default a as any"#, r#"export default a       "#),
    (r#"export default <T>(a:T) => a"#, r#"export default    (a  ) => a"#),
    (r#"throw a as
any"#, r#"throw a   
   "#),
    (r#"using x: any = y"#, r#"using x      = y"#),
    (r#"type
A = string"#, r#"type
A = string"#),
    (r#"abstract
class A {}"#, r#"abstract
class A {}"#),
    (r#"let x = a satisfies
B
[1]"#, r#"let x = a ;        
 
[1]"#),
    (r#"({ a: b as any } = c)"#, r#"({ a: b        } = c)"#),
    (r#"for (let i: number = 0;;) {}"#, r#"for (let i         = 0;;) {}"#),
    (r#"let a: string, b: number = 1"#, r#"let a        , b         = 1"#),
    (r#"let x = new (foo as any)()"#, r#"let x = new (foo       )()"#),
    (r#"a?.b!.c"#, r#"a?.b .c"#),
    (r#"a?.b!"#, r#"a?.b "#),
    (r#"x = y as any, z"#, r#"x = y       , z"#),
    (r#"class A { x: number; static { let a: string } }"#, r#"class A { x        ; static { let a         } }"#),
];

/// Source, message, frame.
#[rustfmt::skip]
const REFUSED: &[(&str, &str, &str)] = &[
    (r#"enum A {B}"#, r#"TypeScript enum is not supported in strip-only mode"#, r#":1
enum A {B}
^^^^^^^^^^"#),
    (r#"const enum A {B}"#, r#"TypeScript enum is not supported in strip-only mode"#, r#":1
const enum A {B}
^^^^^^^^^^^^^^^^"#),
    (r#"export enum A {B}"#, r#"TypeScript enum is not supported in strip-only mode"#, r#":1
export enum A {B}
       ^^^^^^^^^^"#),
    (r#"namespace N { export const a = 1 }"#, r#"TypeScript namespace declaration is not supported in strip-only mode"#, r#":1
namespace N { export const a = 1 }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"#),
    (r#"module M { const a = 1 }"#, r#"`module` keyword is not supported. Use `namespace` instead."#, r#":1
module M { const a = 1 }
^^^^^^^^"#),
    (r#"module M { type a = 1 }"#, r#"`module` keyword is not supported. Use `namespace` instead."#, r#":1
module M { type a = 1 }
^^^^^^^^"#),
    (r#"declare module M {}"#, r#"`module` keyword is not supported. Use `namespace` instead."#, r#":1
declare module M {}
        ^^^^^^^^"#),
    (r#"export namespace N { export const a=1 }"#, r#"TypeScript namespace declaration is not supported in strip-only mode"#, r#":1
export namespace N { export const a=1 }
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"#),
    (r#"class A { constructor(public a: string) {} }"#, r#"TypeScript parameter property is not supported in strip-only mode"#, r#":1
class A { constructor(public a: string) {} }
                             ^^^^^^^^^"#),
    (r#"class A { constructor(readonly a: string) {} }"#, r#"TypeScript parameter property is not supported in strip-only mode"#, r#":1
class A { constructor(readonly a: string) {} }
                               ^^^^^^^^^"#),
    (r#"class A { constructor(private readonly a) {} }"#, r#"TypeScript parameter property is not supported in strip-only mode"#, r#":1
class A { constructor(private readonly a) {} }
                                       ^"#),
    (r#"class A { constructor(override a) {} }"#, r#"TypeScript parameter property is not supported in strip-only mode"#, r#":1
class A { constructor(override a) {} }
                               ^"#),
    (r#"import a = require("x")"#, r#"TypeScript import equals declaration is not supported in strip-only mode"#, r#":1
import a = require("x")
^^^^^^^^^^^^^^^^^^^^^^^"#),
    (r#"import a = B.c"#, r#"TypeScript import equals declaration is not supported in strip-only mode"#, r#":1
import a = B.c
^^^^^^^^^^^^^^"#),
    (r#"export import a = B.c"#, r#"TypeScript import equals declaration is not supported in strip-only mode"#, r#":1
export import a = B.c
^^^^^^^^^^^^^^^^^^^^^"#),
    (r#"export = 1"#, r#"TypeScript export assignment is not supported in strip-only mode"#, r#":1
export = 1
^^^^^^^^^^"#),
    (r#"let x = <any>y"#, r#"The angle-bracket syntax for type assertions, `<T>expr`, is not supported in type strip mode. Instead, use the 'as' syntax: `expr as T`."#, r#":1
let x = <any>y
        ^^^^^^"#),
    (r#"class A { "constructor"(public x){} }"#, r#"TypeScript parameter property is not supported in strip-only mode"#, r#":1
class A { "constructor"(public x){} }
                               ^"#),
    (r#"foo(<any>x)"#, r#"The angle-bracket syntax for type assertions, `<T>expr`, is not supported in type strip mode. Instead, use the 'as' syntax: `expr as T`."#, r#":1
foo(<any>x)
    ^^^^^^"#),
    (r#"export const enum E {A}"#, r#"TypeScript enum is not supported in strip-only mode"#, r#":1
export const enum E {A}
       ^^^^^^^^^^^^^^^^"#),
];

/// Where Node's stripper leaves two things to run into each other, or leaves a type behind.
#[rustfmt::skip]
const OWN: &[(&str, &str)] = &[
    ("class A { x = 1\n declare y: any\n [z] = 2 }", "class A { x = 1\n ;             \n [z] = 2 }"),
    ("class A { x = 1\n private *y() {} }", "class A { x = 1\n ;       *y() {} }"),
    ("class A { get: number\n foo() {} }", "class A { get;       \n foo() {} }"),
    ("'use strict'\ntype A = 1\n(z)", "'use strict'\n;         \n(z)"),
    ("let f = function () {}\ntype A = 1\n(z)", "let f = function () {}\n;         \n(z)"),
    ("export as namespace X", "                     "),
    ("let f = <\nT>(a: T) => a", "let f = (\n   a   ) => a"),
    ("return 1 as any", "return 1       "),
];

#[test]
fn types_become_white_space() {
    let mut wrong = Vec::new();
    for (source, expected) in STRIPPED.iter().chain(OWN) {
        match strip_types(source, "") {
            Ok(found) if found == *expected => {}
            other => wrong.push(format!("{source:?}\n  expected {expected:?}\n  found    {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_stripped_is_refused() {
    for (source, message, frame) in REFUSED {
        let error = strip_types(source, "").unwrap_err();
        assert_eq!(error.to_string(), *message, "{source}");
        assert_eq!(error.frame(), Some(*frame), "{source}");
        assert_eq!(error.code(), Some("ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX"));
    }
}

#[test]
fn syntax_errors_are_told_apart() {
    for source in ["let x: = 1", "const a = <div/>", "class A { static public x }"] {
        assert_eq!(strip_types(source, "").unwrap_err().code(), Some("ERR_INVALID_TYPESCRIPT_SYNTAX"), "{source}");
    }
}

#[test]
fn every_character_keeps_its_column() {
    let source = "let a: 'é€😀' = 1, b = '😀';\r\ntype T = {\n\tx: 1 };\r\nlet c: T;";
    let stripped = strip_types(source, "").unwrap();
    let widths = |text: &str| text.split('\n').map(|line| line.encode_utf16().count()).collect::<Vec<_>>();
    assert_eq!(widths(source), widths(&stripped));
    assert_eq!(stripped.len(), source.len());
    assert!(stripped.contains("b = '😀'"));
}

#[test]
fn frames_show_the_lines_around() {
    let frame = |source| strip_types(source, "/a b/x.ts").unwrap_err().frame().unwrap_or_default().to_string();
    assert_eq!(
        frame("let a = 1;\n\tenum A {\n  B,\n  C\n}\nlet b"),
        "file:///a%20b/x.ts:2\n    let a = 1;\n  >     enum A {\n      B,\n      C\n  > }\n    let b",
    );
    assert_eq!(
        frame("let a = 1;\n\tenum A { B }\nlet b"),
        "file:///a%20b/x.ts:2\nlet a = 1;\n    enum A { B }\n    ^^^^^^^^^^^^\nlet b",
    );
}
