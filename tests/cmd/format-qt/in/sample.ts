<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh">
<context>
    <name>The police , the</name>
    <message>
        <location filename="a.cpp" line="1"/>
        <source>套路贷 %1</source>
        <comment>The police , the court</comment>
        <translation type="unfinished">The Taolu loans , %1 &amp;File &quot;the court&quot; ,<byte value="x9"/> note:The end .</translation>
    </message>
    <message numerus="yes">
        <source>%n 警察</source>
        <translation>
            <numerusform>%n police , the <b>x , y</b></numerusform>
            <numerusform>%Ln police , the</numerusform>
        </translation>
    </message>
    <message>
        <source>旧</source>
        <translation type="vanished">The police , the court</translation>
    </message>
    <message>
        <source>空</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
